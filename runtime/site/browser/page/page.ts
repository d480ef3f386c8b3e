import { setUpSearch } from "./search.js";
import { setUpTheme } from "./theme.js";

/** On a phone the menu would push the text off the screen. */
const NARROW = "(max-width: 60rem)";

const menu = document.querySelector<HTMLDetailsElement>("details.menu");
if (menu && (matchMedia(NARROW).matches || document.body.classList.contains("wide"))) menu.open = false;

setUpTheme();
setUpSearch();
