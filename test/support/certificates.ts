import { generateKeyPairSync, randomInt, sign, type KeyObject } from "node:crypto";
import { der } from "./der.js";

/** A certificate and its private key, both as PEM text. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** What a TLS test needs; made anew for each test file, so nothing expires in the repository. */
export interface Certificates {
  /** PEM of the authority that signed `server`, `otherName` and `client`. */
  readonly ca: string;
  /** For `localhost` and 127.0.0.1. */
  readonly server: KeyPair;
  /** For `broker.example` only: a server with this one has the wrong name on 127.0.0.1. */
  readonly otherName: KeyPair;
  readonly client: KeyPair;
  /** PEM of an authority that has signed none of these. */
  readonly strangerCa: string;
}

interface Issuer {
  readonly name: string;
  readonly privateKey: KeyObject;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const ECDSA_WITH_SHA256 = der.sequence(der.oid("1.2.840.10045.4.3.2"));
const COMMON_NAME = der.oid("2.5.4.3");
const BASIC_CONSTRAINTS = der.oid("2.5.29.19");
const SUBJECT_ALT_NAME = der.oid("2.5.29.17");

/** Makes an authority, two server certificates, a client certificate and an authority that nobody knows. */
export function makeCertificates(): Certificates {
  const authority = makeAuthority("Test CA");
  return {
    ca: authority.cert,
    server: issue("server", alternativeNames(dnsName("localhost"), ipAddress(127, 0, 0, 1)), authority.issuer),
    otherName: issue("other", alternativeNames(dnsName("broker.example")), authority.issuer),
    client: issue("client", alternativeNames(dnsName("client.example")), authority.issuer),
    strangerCa: makeAuthority("Stranger CA").cert,
  };
}

function makeAuthority(name: string): { cert: string; issuer: Issuer } {
  const keys = newKeys();
  const issuer = { name, privateKey: keys.privateKey };
  const authorityOnly = extension(BASIC_CONSTRAINTS, der.sequence(der.boolean(true)));
  return { cert: certificate(name, keys.publicKey, authorityOnly, issuer), issuer };
}

function issue(name: string, names: Uint8Array, issuer: Issuer): KeyPair {
  const { publicKey, privateKey } = newKeys();
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { cert: certificate(name, publicKey, names, issuer), key };
}

function newKeys(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

/** An X.509 version 3 certificate (RFC 5280, section 4.1). */
function certificate(subject: string, publicKey: KeyObject, extensions: Uint8Array, issuer: Issuer): string {
  const toBeSigned = der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer(randomInt(1, 0x80), randomInt(0x100), randomInt(0x100), randomInt(0x100)),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer.name),
    // From a day ago, so that a skewed clock does not matter, until tomorrow.
    der.sequence(der.utcTime(new Date(Date.now() - DAY_MS)), der.utcTime(new Date(Date.now() + DAY_MS))),
    distinguishedName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der.explicit(3, der.sequence(extensions)),
  );
  const signature = sign("sha256", toBeSigned, issuer.privateKey);
  return pem("CERTIFICATE", der.sequence(toBeSigned, ECDSA_WITH_SHA256, der.bits(signature)));
}

function distinguishedName(name: string): Uint8Array {
  return der.sequence(der.set(der.sequence(COMMON_NAME, der.utf8(name))));
}

function extension(id: Uint8Array, value: Uint8Array): Uint8Array {
  return der.sequence(id, der.boolean(true), der.octets(value));
}

function alternativeNames(...names: Uint8Array[]): Uint8Array {
  return extension(SUBJECT_ALT_NAME, der.sequence(...names));
}

function dnsName(name: string): Uint8Array {
  return der.implicit(2, Buffer.from(name));
}

function ipAddress(...bytes: [number, number, number, number]): Uint8Array {
  return der.implicit(7, Uint8Array.from(bytes));
}

function pem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
