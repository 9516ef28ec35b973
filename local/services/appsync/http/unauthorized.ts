/** The caller could not be made out. The words are AppSync's; they never repeat the token. */
export class Unauthorized extends Error {
  override name = 'UnauthorizedException';

  constructor(message = 'You are not authorized to make this call.') {
    super(message);
  }
}
