// A price calculator as a client has one: a table of its own, and the formula in binary floats.
const PRICES = {
  "seedance-2": { "480p": 0.1, "720p": 0.2, "1080p": 0.5 },
  "seedance-2-fast": { "480p": 0.08, "720p": 0.16 },
  "seedance-2-mini": { "720p": 0.15 },
  "seedance-2-less-restriction": { "480p": 0.11, "720p": 0.22, "1080p": 0.55 },
  "seedance-2-fast-less-restriction": { "480p": 0.088, "720p": 0.176 },
};

export function client(request, videoSeconds) {
  const { task_type: taskType, input } = request;
  const name = String(taskType).replace(/-preview(-vip)?$/, "");
  const prices = PRICES[name] ?? {};
  const price = prices[input?.resolution ?? Object.keys(prices)[0]];
  const videos = input?.video_urls?.length ? Number(videoSeconds) : 0;
  if (!input || price === undefined || (videos === 0 && input?.video_urls?.length)) return undefined;
  return { credits: price * (input.duration ?? 5) + 0.5 * price * videos };
}
