/** When this version was made, milliseconds since 1970: a clock that shows an earlier time is wrong. Raised with each release. */
export const programDate = Date.UTC(2026, 10, 1);
