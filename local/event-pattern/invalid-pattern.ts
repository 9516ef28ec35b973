/** Says what is wrong in a pattern, in the words after "Event pattern is not valid. Reason: ". */
export class InvalidPattern extends Error {
  override name = 'InvalidPattern';
}
