// What the compiler does not see: tests/tsconfig.json has the types checked.

import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-implied-eval": "error",
      "no-param-reassign": "error",
      "no-shadow": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      "max-len": ["error", { code: 100, ignoreStrings: true, ignoreUrls: true }],
    },
  },
  { files: ["tests/**", "scripts/**"], languageOptions: { globals: { ...globals.node } } },
];
