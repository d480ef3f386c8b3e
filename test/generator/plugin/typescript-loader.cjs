/** A loader of webpack: TypeScript without its types. */
module.exports = function (code) {
  return require("esbuild").transformSync(code, { loader: "ts" }).code;
};
