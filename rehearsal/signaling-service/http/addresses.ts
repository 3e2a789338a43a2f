import { isLoopbackUrl } from "../../../camera/loopback.ts";

/** Where the service and its channels' endpoints are found, and which of them a request came to. */
export interface Addresses {
  /** The service's real host name; undefined when it has none but loopback's. */
  readonly hostName: string | undefined;
  /** For an SDK's `endpoint`. */
  readonly controlPlaneUrl: string;
  /** For the owner's page: on loopback, whatever the service is called otherwise. */
  readonly adminUrl: string;
  /** The endpoint of a channel's label, as GetSignalingChannelEndpoint hands it out. */
  endpoint(protocol: "HTTPS" | "WSS", label: string): string;
  /** Takes the endpoint's label out of a request; without one it came to the service's own host. */
  locate(host: string | undefined, target: string): Location;
  /** Whether a Host header is one of the service's names, or would be if there were such a channel. */
  isOwn(host: string | undefined): boolean;
}

/** The endpoint that a request came to, and its path there. */
export interface Location {
  /** Undefined for the service's own host; there may be no endpoint of this label. */
  readonly label: string | undefined;
  /** Without the label and the query. */
  readonly path: string;
}

/** How the service is addressed. */
export interface AddressesOptions {
  readonly region: string;
  readonly tls: boolean;
  /** Real host names without a port, one for each endpoint; otherwise each endpoint is a path on loopback. Needs `tls`. */
  readonly hostNames: boolean;
  /** Known once the service listens. */
  port(): number;
}

const LABEL = "[rmv]-[0-9a-f]{8}";
const pathForm = new RegExp(`^/(${LABEL})(/.*)?$`);

/** The addresses of one running service. Source of the host names: kinesisvideo endpoints and real KVS logs. */
export function createAddresses({ region, tls, hostNames, port }: AddressesOptions): Addresses {
  const secure = tls ? "s" : "";
  const loopback = () => `127.0.0.1:${port()}`;
  const ownName = `kinesisvideo.${region}.amazonaws.com`;
  const ownNames = new RegExp(`^([a-z0-9-]+\\.)?${ownName.replaceAll(".", "\\.")}$`);
  const nameOf = (host: string | undefined) => (host ?? "").toLowerCase().replace(/\.?(:\d+)?$/, "");
  return {
    hostName: hostNames ? ownName : undefined,
    get controlPlaneUrl() {
      return hostNames ? `https://${ownName}` : `http${secure}://${loopback()}`;
    },
    get adminUrl() {
      return `http${secure}://${loopback()}/admin/`;
    },
    endpoint(protocol, label) {
      const scheme = `${protocol === "HTTPS" ? "http" : "ws"}${secure}`;
      return hostNames ? `${scheme}://${label}.${ownName}` : `${scheme}://${loopback()}/${label}`;
    },
    locate(host, target) {
      const path = target.split("?", 1)[0] ?? "";
      const name = nameOf(host);
      if (hostNames && name.endsWith(`.${ownName}`)) return { label: name.slice(0, -ownName.length - 1), path };
      if (hostNames && name === ownName) return { label: undefined, path };
      const [, label, rest] = pathForm.exec(path) ?? [];
      return label === undefined ? { label, path } : { label, path: rest ?? "/" };
    },
    isOwn: (host) => isLoopbackUrl(`http://${host ?? ""}`) || (hostNames && ownNames.test(nameOf(host))),
  };
}
