import { definitionOf } from "./definition.js";

const text = (maxLength?: number) => ({ type: "string", ...(maxLength !== undefined && { maxLength }) });
const list = (items: object, maxItems?: number) => ({
  type: "array",
  items,
  ...(maxItems !== undefined && { maxItems }),
});
const map = (additionalProperties: object, maxProperties: number) => ({
  type: "object",
  additionalProperties,
  maxProperties,
});
const object = (properties: object) => ({ type: "object", properties });
const INTEGER = { type: "integer" };

/** Values of all types and sizes; what has no bound is meant to have none. */
const PROPERTIES = {
  name: text(10),
  long: text(1000),
  free: text(),
  color: { type: "string", enum: ["red", "green"] },
  count: INTEGER,
  ratio: { type: "number" },
  flag: { type: "boolean" },
  tags: list(text(9), 9),
  open: list(text(5)),
  nums: list(INTEGER, 20),
  labels: map(text(11), 7),
  deep: map(list({ ...object({ a: text(4), b: INTEGER }), required: ["a"] }, 3), 5),
  parts: list(object({ id: text(8), size: INTEGER, sub: list(text(3), 4) }), 6),
  "a-b": text(3),
  port: { "x-kubernetes-int-or-string": true, maxLength: 12, anyOf: [INTEGER, { type: "string" }] },
  wait: { type: "string", format: "duration" },
  since: { type: "string", format: "date-time" },
  data: { type: "string", format: "byte", maxLength: 50 },
  obj: object({ x: text(6), y: INTEGER }),
  res: {
    ...object({ metadata: object({ name: text(20) }) }),
    "x-kubernetes-embedded-resource": true,
    "x-kubernetes-preserve-unknown-fields": true,
  },
};

/** What one evaluation of a rule about these values costs at most, as an API server estimates it. */
export const COSTS: readonly (readonly [rule: string, cost: number])[] = [
  ["self.name == 'x'", 3],
  ["self.name != self.long", 8],
  ["self.free == self.long", 404],
  ["self.count == 3", 2],
  ["self.count > 1.5", 3],
  ["self.ratio < 2.0 && self.count >= 1", 6],
  ["self.name.matches('^a[b-c]+$')", 17],
  ["self.long.matches('^a[b-c]+$')", 1205],
  ["self.free.matches('^a')", 314575],
  ["self.name.contains('abc')", 6],
  ["self.long.contains(self.name)", 1604],
  ["self.name.startsWith('abc') || self.name.endsWith(self.long)", 407],
  ["size(self.name) > 3", 4],
  ["self.tags.size() > 3 && size(self.labels) < 2", 8],
  ["self.tags.all(t, t.startsWith('a'))", 48],
  ["self.tags.exists(t, t == 'a')", 57],
  ["self.tags.exists_one(t, t == 'a')", 40],
  ["self.tags.map(t, t + 'x').exists(u, u == 'ax')", 212],
  ["self.tags.map(t, t != '', t + 'x').size() > 1", 177],
  ["self.tags.filter(t, t.matches('a+')).all(u, u.size() > 1)", 230],
  ["self.labels.all(k, k.matches('^a') && self.labels[k] != '')", 66],
  ["self.labels.exists(k, self.labels[k].contains('z'))", 94],
  ["self.deep.all(k, self.deep[k].all(o, o.a != 'x' && o.b > 1))", 178],
  ["self.parts.all(p, self.parts.exists(q, q.id == p.id && p.sub.all(s, s in q.sub)))", 2019],
  ["self.parts.map(p, p.id).all(i, i != '')", 122],
  ["self.open.all(t, t == 'a')", 5242878],
  ["self == oldSelf", 2],
  ["self.name == oldSelf.name", 8],
  ["self.tags == oldSelf.tags", 5],
  ["self.tags + ['x'] == oldSelf.tags", 16],
  ["!has(oldSelf.name) || has(self.name)", 3],
  ["has(self.obj) && has(self.obj.x) && self.obj.x == 'a'", 7],
  ["'a' in self.tags", 11],
  ["self.name in ['a', 'b', 'c']", 15],
  ["'a' in self.labels", 3],
  ["self.color in ['red']", 13],
  ["self.color == 'red' ? self.count > 1 : self.count < 1", 6],
  ["(self.flag ? self.name : self.long) == self.free", 406],
  ["self.a__dash__b == 'x'", 3],
  ["self.port == 1 || self.port == 'x'", 6],
  ["type(self.port) == int ? self.port < 5 : self.port.contains('%')", 11],
  ["self.port > 3", 3],
  ["string(self.port) == 'x'", 8],
  ["self.wait > duration('1s')", 4],
  ["self.since > timestamp('2020-01-01T00:00:00Z')", 4],
  ["self.since - self.since < duration('1h')", 7],
  ["size(self.data) > 1", 4],
  ["string(self.data) == 'abc'", 8],
  ["bytes(self.name) == self.data", 13],
  ["self.name + self.long == 'x'", 409],
  ["self.nums.sum() > 3 && self.nums.min() < self.nums.max()", 68],
  ["self.tags.isSorted() && self.nums.isSorted()", 69],
  ["self.tags.indexOf('a') < 3", 48],
  ["self.name.indexOf('a') < self.name.lastIndexOf('b')", 13],
  ["self.name.lowerAscii() == self.long.upperAscii()", 412],
  ["self.name.substring(1, 3).trim() == 'x'", 11],
  ["self.name.replace('a', 'bc') == 'x'", 11],
  ["self.name.replace('', 'bc', 2) == self.long", 25],
  ["self.name.split(',').all(x, x != '')", 171],
  ["self.name.split(',', 2).size() == 2", 12],
  ["self.tags.join(',') == 'a'", 37],
  ["self.tags.join() == self.long", 70],
  ["self.name.find('[0-9]+') == '1' && self.long.findAll('a').size() > 2", 418],
  ["self.name.charAt(0) == 'a'", 4],
  ["url(self.name).getHost() == 'a' && isURL(self.long)", 11],
  ["url(self.name) == url(self.long)", 808],
  ["quantity(self.name).isGreaterThan(quantity('1Ki')) && isQuantity(self.long)", 410],
  ["quantity(self.name) == quantity('1')", 8],
  ["sign(quantity('1')) == 1", 3],
  ["self.?name.orValue('x') != ''", 3],
  ["self.?obj.?x.orValue('') == 'b'", 5],
  ["self.?obj.x.hasValue()", 3],
  ["self.?tags.optFlatMap(n, n[?0]).hasValue()", 19],
  ["self.labels[?'a'].orValue('b') == 'c'", 5],
  ["self.tags[0] == 'x' && self.tags[1] + 'a' == 'b'", 12],
  ["self.parts[0].sub[0] == 'a'", 6],
  ["self.tags.all(i, t, t != '' && i < 5)", 57],
  ["self.labels.all(k, v, k != v)", 38],
  ["self.tags.transformList(i, t, t + 'x').all(u, u != 'yy')", 203],
  ["self.labels.transformMap(k, v, v + k).all(k, k != '')", 132],
  ["self.labels.transformMapEntry(k, v, {v: k}).size() > 1", 273],
  ["sets.contains(self.tags, ['a', 'b']) && sets.intersects(self.tags, self.tags)", 117],
  ["sets.equivalent(self.tags, self.tags)", 167],
  ["ip(self.name).family() == 4 && isIP(self.long)", 410],
  ["ip.isCanonical(self.name)", 10],
  ["ip(self.name) == ip('1.1.1.1')", 8],
  ["cidr(self.name).containsIP(self.long) && cidr(self.name).containsIP(ip('1.1.1.1'))", 423],
  ["cidr(self.name).containsCIDR('10.0.0.0/8') && cidr(self.name).containsCIDR(cidr(self.long))", 429],
  ["cidr(self.name).ip().isLoopback() && cidr(self.name).masked().prefixLength() > 3", 17],
  ["string(ip(self.name)) == 'x'", 8],
  ["!format.dns1123Label().validate(self.name).hasValue()", 133],
  ["format.named('uuid').value().validate(self.long).hasValue()", 12805],
  ["format.uri() == format.uuid()", 9],
  ["semver(self.name).isLessThan(semver('1.2.3')) && isSemver(self.long)", 410],
  ["semver('1.2.3', true).major() == 1", 3],
  ["self.tags.sort() == self.tags", 187],
  ["self.parts.sortBy(p, p.id).size() > 1", 198],
  ["self.nums.reverse() == self.nums.distinct()", 848],
  ["self.nums.slice(1, 3) == [1, 2]", 26],
  ["[[1], [2]].flatten() == [1, 2]", 54],
  ["lists.range(5).all(i, i < 9)", 42],
  ["self.tags.first().hasValue() && self.tags.last().hasValue()", 8],
  ["'%s-%d'.format([self.name, self.count]) == self.long", 417],
  ["strings.quote(self.name) == self.long", 17],
  ["string(self.count) == self.name", 9],
  ["{'a': 1, 'b': 2}.all(k, k != self.name)", 43],
  ["[1, 2, 3].all(x, x < self.count)", 32],
  ["['a', self.name].exists(x, x == self.long)", 27],
  ["[self.tags, self.tags].all(x, x.size() > 1)", 27],
  ["{'a': self.name}['a'] == self.long", 39],
  ["dyn(self.name) == 'x'", 4],
  ["int(self.name) > 3 && double(self.count) > 1.0", 8],
  ["self.tags.map(t, t.size()).sum() < 20", 149],
  ["self.parts.filter(p, p.size > 3).map(p, p.id).exists(i, i.matches('x'))", 241],
  ["self.obj == oldSelf.obj", 4],
  ["self.obj.y % 2 == 0 && -self.count < 3 && !(self.count * 2 > 3)", 14],
  ["self.name < self.long", 8],
  ["self.data < bytes('a')", 4],
  ["self.since.getFullYear() > 2000 && self.wait.getHours() > 1", 8],
  ["self.flag && !self.flag", 5],
  ["(self.flag ? {'a': self.nums} : self.port)['a'].exists(a, true)", 36],
  ["matches(self.name, 'a')", 7],
  ["matches(self.free, self.color)", 629150],
  ["self.res.metadata.name.matches(self.res.metadata.generateName)", 2276],
  ["self.res.metadata.generateName == self.res.kind", 108],
  ["self.labels == oldSelf.labels && self.deep == oldSelf.deep", 10],
  ["size(self.tags.map(t, t)) == size(self.tags)", 135],
];

/** What an API server permits one expression to cost. */
const LIMIT = 10_000_000;

/** A definition that has the rule as often as the server can just afford it, and one that has it once more. */
export function definitionsAround(rule: string, cost: number): readonly [taken: object, refused: object] {
  const most = Math.floor(LIMIT / cost);
  return [definitionWithMany(rule, most), definitionWithMany(rule, most + 1)];
}

/** The rule about each item of a list; `oldSelf` needs to know them by their names. */
function definitionWithMany(rule: string, maxItems: number): object {
  const items = { ...object(PROPERTIES), required: ["name"], "x-kubernetes-validations": [{ rule, message: "m" }] };
  const identity = { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"] };
  return definitionOf(object({ spec: { ...list(items, maxItems), ...identity } }));
}

/** Rules about each item of a short list. */
export function definitionWithRules(rules: readonly string[]): object {
  const validations = rules.map((rule) => ({ rule, message: "m" }));
  const items = { ...object(PROPERTIES), required: ["name"], "x-kubernetes-validations": validations };
  const identity = { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"] };
  return definitionOf(object({ spec: { ...list(items, 20), ...identity } }));
}
