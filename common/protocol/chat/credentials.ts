export interface Credentials {
  /** ws: or wss: address. */
  readonly tracker: string;
  readonly username: string;
  readonly password: string;
}
