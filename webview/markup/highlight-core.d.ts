/// <reference types="highlight.js" />

/** The package types its whole, not its core. */
declare module 'highlight.js/lib/core' {
  import hljs from 'highlight.js';
  export { hljs as default };
}
