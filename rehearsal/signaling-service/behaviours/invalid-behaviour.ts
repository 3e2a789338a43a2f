/** There is no behaviour of that name, or it does not take what it was given; the message says what there is. */
export class InvalidBehaviour extends Error {
  override readonly name = "InvalidBehaviour";
}
