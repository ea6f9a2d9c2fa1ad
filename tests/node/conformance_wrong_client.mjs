// A client with two mistakes: it leaves input videos out of the price, and requires a mode.
import { client as right } from "./right_client.mjs";

export function client(request) {
  if (!request.input?.mode) return { accepted: false };
  const { video_urls: _, ...input } = request.input;
  return right({ ...request, input }, null);
}
