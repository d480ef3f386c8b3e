/** The generator takes the compiler from ts-morph, which carries a second copy of it and the text of every library. */
import ts from "typescript";

export { ts };
