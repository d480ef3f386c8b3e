/**
 * An entry that the record has itself; undefined where it has none. Names that users give may be those of members that
 * every object inherits, such as `constructor`.
 */
export function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
