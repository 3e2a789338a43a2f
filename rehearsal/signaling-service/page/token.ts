import { useEffect, useState } from "preact/hooks";

/** The admin token: what stands behind the # of the page's address, which no browser sends to a server. */
export function useToken(): string {
  const [token, setToken] = useState(tokenInAddress);
  useEffect(() => {
    // Another link to this page, opened in the same tab, changes nothing but the fragment.
    const read = () => setToken(tokenInAddress());
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  return token;
}

function tokenInAddress(): string {
  return location.hash.slice(1);
}
