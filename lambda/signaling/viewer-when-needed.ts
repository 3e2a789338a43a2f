import type { OfferExchange } from "./offer-exchange.ts";
import type { ViewerExchangeOptions } from "./viewer/viewer-exchange.ts";

/**
 * The way by ConnectAsViewer, whose code is loaded with the first offer that goes this way: a WebSocket and a presigner
 * would burden every cold start, and most cameras never need them. The endpoint is looked up at the same time.
 */
export function createViewerWhenNeeded(options: ViewerExchangeOptions): OfferExchange {
  let loaded: Promise<OfferExchange> | undefined;

  async function load(): Promise<OfferExchange> {
    const { createViewerExchange } = await import("./viewer/viewer-exchange.ts");
    return createViewerExchange(options);
  }

  return {
    async exchange(request) {
      loaded ??= load();
      const lookup = options.endpoints.endpointsOf(request.camera.channelArn, request.signal);
      const [viewer] = await Promise.all([loaded, lookup]);
      return viewer.exchange(request);
    },
  };
}
