import * as z from "zod/mini";

/**
 * The id of a viewer, or of the sender of an Alexa offer: 1 to 256 of `[a-zA-Z0-9_.-]`, not starting with `AWS_`.
 * Source: Kinesis Video Streams developer guide, ConnectAsViewer; API reference, SendAlexaOfferToMaster.
 */
export const clientIdSchema = z.string().check(
  z.regex(/^(?![Aa][Ww][Ss]_)[a-zA-Z0-9_.-]{1,256}$/, {
    error: "must be 1 to 256 letters, digits, '_', '.' or '-', and must not start with AWS_",
  }),
);
