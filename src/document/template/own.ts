/** Handlebars looks values up by what templates call them: it sees what a value has of its own, and says nothing of the rest. */
export const OWN_ONLY = { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false } as const
