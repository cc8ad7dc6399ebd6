/** How many rows are shown at once: more would hold the page up. */
export const ROWS = 50
