import { definitionWith } from "./definition.js";

const text = { type: "string" };
const SCHEMA = {
  type: "object",
  properties: {
    name: text,
    count: { type: "integer" },
    ratio: { type: "number" },
    tags: { type: "array", maxItems: 9, items: { type: "string", maxLength: 9 } },
    labels: { type: "object", additionalProperties: text },
    "a-b": text,
    namespace: text,
    any: { "x-kubernetes-preserve-unknown-fields": true },
    port: { "x-kubernetes-int-or-string": true },
    wait: { type: "string", format: "duration" },
    since: { type: "string", format: "date-time" },
    data: { type: "string", format: "byte" },
  },
};

/** A rule, and the code of the error, as an API server judges it; the live server is asked the same in test/kubernetes. */
export const RULES: readonly (readonly [rule: string, code: string | undefined])[] = [
  ["self.name == 'x'", undefined],
  ["self.count > 1.5", undefined],
  ["self.tags.all(t, t.startsWith('a'))", undefined],
  ["has(self.labels) && self.labels.all(k, k.matches('^a'))", undefined],
  ["self.a__dash__b == self.__namespace__", undefined],
  ["self.port == 1 || self.port == 'x'", undefined],
  ["self.wait > duration('1s')", undefined],
  ["self.since > timestamp('2020-01-01T00:00:00Z')", undefined],
  ["size(self.data) > 1", undefined],
  ["self.tags.isSorted()", undefined],
  ["self.tags.all(i, t, t != '')", undefined],
  ["self.?name.orValue('x') != ''", undefined],
  ["quantity('1Ki').isGreaterThan(quantity('1'))", undefined],
  ["self == oldSelf", undefined],
  ["oldSelf.count < self.count", undefined],
  ["string(self.since) != '' && string(self.wait) != ''", undefined],
  ["int(self.since) > 1 && self.data < bytes('b')", undefined],
  ["self.tags.max() == 'x'", undefined],
  ["self.tags.sum() == 'x'", "cel-type"],
  ["self.tags.map(t, t.size()).sum() < 9", undefined],
  ["ip(self.name).family() == 4 && cidr('10.0.0.0/8').containsIP(self.name)", undefined],
  ["ip.isCanonical(self.name) && isURL(self.name)", undefined],
  ["url(self.name).getHost() == 'a'", undefined],
  ["format.named('uuid').value() == format.uuid()", undefined],
  ["sets.contains(self.tags, ['a'])", undefined],
  ["semver(self.name).major() > 1", undefined],
  ["self.tags.sort().first().hasValue()", undefined],
  ["'%s'.format([self.name]) == 'x'", undefined],
  ["self.name.replace('a', 'b').charAt(0) == 'c'", undefined],
  ["self.name.find('a') == 'a'", undefined],
  ["quantity(self.count).sign() == 1", "cel-type"],
  ["ip(self.name) == 'x'", "cel-type"],
  ["self.tags.existsOne(t, t == 'a')", "cel-type"],
  ["self.name.frobnicate()", "cel-type"],
  ["cidr(self.name).family() == 4", "cel-type"],
  ["self.name ==", "cel-syntax"],
  ["self.$name == ''", "cel-syntax"],
  ["self.nmae == 'x'", "cel-type"],
  ["self.any == 'x'", "cel-type"],
  ["self.name == 1", "cel-type"],
  ["slef.name == 'x'", "cel-type"],
  ["self.count", "cel-type"],
];

/** A definition with one rule about an object with fields of all types. */
export function definitionWithRule(rule: string): object {
  return definitionWith({ ...SCHEMA, "x-kubernetes-validations": [{ rule, message: "m" }] });
}
