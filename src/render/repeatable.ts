/** The time of every file in a zip we make. A zip keeps local times without a zone; this one is the same number everywhere. */
export const FIRST_DAY = new Date(1980, 0, 1)
