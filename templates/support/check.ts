/** What a check reports about one place; the part of ajv's error objects that messages are made from. */
export interface CheckError {
  /** JSON pointer to the value that was checked. */
  readonly instancePath: string;
  readonly keyword: string;
  /** For conditions: the type's name, and the JSON pointer to the condition in its schema: `MQTTClientTLS#/allOf/2/not`. */
  readonly schemaPath?: string;
  readonly params?: {
    readonly type?: string;
    readonly limit?: number;
    readonly missingProperty?: string;
    readonly additionalProperty?: string;
    /** Of `x-unique-by`: the keys that no two items of the list may share; none where the items themselves must differ. */
    readonly keys?: readonly string[];
  };
}

/** A function of `checks/`: true when the value is valid, else `errors` holds what was found by this very call. */
export interface Check {
  (value: unknown): boolean;
  errors?: readonly CheckError[] | null;
}
