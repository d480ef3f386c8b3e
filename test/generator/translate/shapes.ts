/** Schemas that the cases of composed ones are made of. */
export const closed = { type: "object", additionalProperties: false };
export const text = { type: "string", maxLength: 9 };
export const count = { type: "integer", minimum: 0, maximum: 99 };
export const fields = (properties: object, more: object = {}) => ({ ...closed, properties, ...more });
export const open = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });
