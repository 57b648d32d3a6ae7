/** A person as a page needs to know one. `identity` decides the colour. */
export interface Who {
  readonly identity: string;
  readonly username: string;
}
