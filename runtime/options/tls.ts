import { Buffer } from "node:buffer";
import { X509Certificate, createPrivateKey } from "node:crypto";
import { isIP } from "node:net";
import { checkServerIdentity } from "node:tls";
import type { PeerCertificate, SecureContext } from "node:tls";
import type { MQTTClientTLS } from "../../generated/index.js";
import { MqttRuntimeError } from "../errors.js";
import { literalOrReference } from "./literal-or-reference.js";
import type { ResolvedValue } from "./literal-or-reference.js";
import { pemBlocks } from "./pem.js";
import type { PemBlock } from "./pem.js";
import type { ReferenceResolver } from "./references.js";
import { sharedContext, type ContextMaterial } from "./tls-context.js";

const POINTER = "/client/tlsConfig";

/** Everything an encrypted connection needs, checked: what `tls.connect` and `ws` take, made once for all attempts. */
export interface TlsMaterial {
  /** The certificates to trust, one PEM text each; absent means the platform's. */
  readonly ca?: readonly string[];
  /** The client's certificate and then its chain, as PEM text. */
  readonly cert?: string;
  /** The private key of the first certificate in `cert`, as PEM text. */
  readonly key?: string;
  /** Name for SNI and verification; absent means the host of the server, empty means to send no SNI. */
  readonly servername?: string;
  /** False only with `insecureSkipVerify`. */
  readonly rejectUnauthorized: boolean;
  /** Checks the broker's certificate against an IP address in `serverName`; absent means Node's own check by name. */
  readonly checkServerIdentity?: (host: string, certificate: PeerCertificate) => Error | undefined;
  /** Holds `ca`, `cert` and `key`, ready to use; one for all clients with equal ones. */
  readonly secureContext: () => SecureContext;
}

/**
 * The TLS material of a client, with references resolved and every PEM block parsed, so that a bad certificate fails
 * here and not in the middle of a reconnect. Without `tlsConfig`, or without a CA in it, the certificate authorities
 * that Node brings along are trusted (`NODE_EXTRA_CA_CERTS` adds to them).
 *
 * An IP address as `serverName` is verified against the certificate but not sent as SNI, which allows host names only
 * (RFC 6066 section 3).
 *
 * Throws `bad-credentials-material` for PEM that is unreadable, for a certificate without its key or the reverse, and
 * for a pair that does not match, and `reference-not-found`; each names the option, never a content.
 */
export async function resolveTls(
  tlsConfig: Readonly<MQTTClientTLS> | null | undefined,
  resolver: ReferenceResolver | undefined,
): Promise<TlsMaterial> {
  if (tlsConfig == null) return PLATFORM_TLS;
  const value = (field: "caFilePEM" | "certFilePEM" | "keyFilePEM") =>
    literalOrReference(tlsConfig[field], tlsConfig[`${field}Ref`], resolver, `${POINTER}/${field}`);
  const caValue = await value("caFilePEM");
  const ca = caValue === undefined ? undefined : certificates(caValue);
  const pair = clientPair(await value("certFilePEM"), await value("keyFilePEM"));
  const material = { ...(ca === undefined ? {} : { ca }), ...pair };
  return {
    ...material,
    ...serverIdentity(tlsConfig.serverName),
    rejectUnauthorized: tlsConfig.insecureSkipVerify !== true,
    secureContext: contextOf(material),
  };
}

/** Without `tlsConfig`; one for all clients. */
const PLATFORM_TLS: TlsMaterial = { rejectUnauthorized: true, secureContext: platformContext };

function serverIdentity(name: string | null | undefined): Pick<TlsMaterial, "servername" | "checkServerIdentity"> {
  if (name == null || name === "") return {};
  if (isIP(name) === 0) return { servername: name };
  return { servername: "", checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate) };
}

function clientPair(
  certificate: ResolvedValue | undefined,
  key: ResolvedValue | undefined,
): Pick<TlsMaterial, "cert" | "key"> {
  if (certificate === undefined && key === undefined) return {};
  if (certificate === undefined) throw halfPair("certificate", `${POINTER}/certFilePEM`);
  if (key === undefined) throw halfPair("private key", `${POINTER}/keyFilePEM`);
  const chain = certificates(certificate);
  const privateKey = privateKeyBlock(key);
  checkPair(chain[0] ?? "", privateKey, key.pointer);
  return { cert: chain.join(""), key: privateKey };
}

/** The certificates of a PEM text, each parsed once to prove that it can be. Blocks of other kinds are skipped, as in Go. */
function certificates(resolved: ResolvedValue): string[] {
  const { pointer } = resolved;
  const blocks = readBlocks(resolved).filter(({ label }) => label === "CERTIFICATE");
  if (blocks.length === 0) throw noBlock("certificate", "CERTIFICATE", pointer);
  for (const [index, { text }] of blocks.entries()) {
    attempt(() => new X509Certificate(text), `Certificate ${index + 1} cannot be read`, pointer);
  }
  return blocks.map(({ text }) => text);
}

function privateKeyBlock(resolved: ResolvedValue): string {
  const { pointer } = resolved;
  const block = readBlocks(resolved).find(({ label }) => label.endsWith("PRIVATE KEY"));
  if (block === undefined) throw noBlock("private key", "PRIVATE KEY", pointer);
  if (block.label.startsWith("ENCRYPTED") || block.text.includes("Proc-Type: 4,ENCRYPTED")) {
    const remedy = "Decrypt it, for example with openssl pkey, and keep it in a secret.";
    throw badMaterial("The private key is encrypted, and there is no option for its passphrase", pointer, remedy);
  }
  attempt(() => createPrivateKey(block.text), "The private key cannot be read", pointer);
  return block.text;
}

function checkPair(certificate: string, privateKey: string, pointer: string): void {
  if (new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey))) return;
  const remedy = "Give the key that the certificate was made for, and the client's certificate first in its chain.";
  throw badMaterial("The private key does not belong to the client certificate", pointer, remedy);
}

/** Made at once to see whether it can be, but the platform's own, which always can, when it is needed. */
function contextOf(material: ContextMaterial): () => SecureContext {
  if (Object.keys(material).length === 0) return platformContext;
  const context = attempt(() => sharedContext(material), "The certificates cannot be used for TLS", POINTER);
  return () => context;
}

function platformContext(): SecureContext {
  return sharedContext({});
}

function readBlocks({ value, pointer }: ResolvedValue): PemBlock[] {
  const blocks = pemBlocks(typeof value === "string" ? value : Buffer.from(value).toString("utf8"));
  if (blocks !== undefined) return blocks;
  throw badMaterial("The PEM text is cut short: a block begins and does not end", pointer);
}

/** OpenSSL's errors name reasons and never contents, so they may be the cause. */
function attempt<T>(action: () => T, summary: string, pointer: string): T {
  try {
    return action();
  } catch (error) {
    throw MqttRuntimeError.from(error, "bad-credentials-material", summary, { pointer });
  }
}

function noBlock(what: string, label: string, pointer: string): MqttRuntimeError {
  const remedy = `Give PEM text itself, not a path and not DER: a block that begins with -----BEGIN ${label}-----.`;
  return badMaterial(`There is no ${what} in the PEM text`, pointer, remedy);
}

function halfPair(missing: string, pointer: string): MqttRuntimeError {
  const remedy = "Give both the client certificate and its private key, or neither.";
  return badMaterial(`The ${missing} of the client is missing`, pointer, remedy);
}

function badMaterial(summary: string, pointer: string, remedy?: string): MqttRuntimeError {
  const details = { pointer, ...(remedy === undefined ? {} : { remedy }) };
  return new MqttRuntimeError("bad-credentials-material", summary, details);
}
