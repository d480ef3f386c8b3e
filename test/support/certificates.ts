import { randomInt } from "node:crypto";
import forge from "node-forge";

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
  readonly privateKey: forge.pki.rsa.PrivateKey;
}

const { pki } = forge;
const KEY_BITS = 2048;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes an authority, two server certificates, a client certificate and an authority that nobody knows. */
export function makeCertificates(): Certificates {
  const authority = makeAuthority("Test CA");
  return {
    ca: authority.cert,
    server: issue("server", [dnsName("localhost"), ipAddress("127.0.0.1")], authority.issuer),
    otherName: issue("other", [dnsName("broker.example")], authority.issuer),
    client: issue("client", [dnsName("client.example")], authority.issuer),
    strangerCa: makeAuthority("Stranger CA").cert,
  };
}

function makeAuthority(name: string): { cert: string; issuer: Issuer } {
  const { publicKey, privateKey } = pki.rsa.generateKeyPair(KEY_BITS);
  const issuer = { name, privateKey };
  return { cert: certificate(name, publicKey, { name: "basicConstraints", critical: true, cA: true }, issuer), issuer };
}

function issue(name: string, altNames: object[], issuer: Issuer): KeyPair {
  const { publicKey, privateKey } = pki.rsa.generateKeyPair(KEY_BITS);
  const names = { name: "subjectAltName", critical: true, altNames };
  return { cert: certificate(name, publicKey, names, issuer), key: unixLines(pki.privateKeyToPem(privateKey)) };
}

/** An X.509 version 3 certificate (RFC 5280, section 4.1) as PEM text. */
function certificate(subject: string, publicKey: forge.pki.PublicKey, extension: object, issuer: Issuer): string {
  const made = pki.createCertificate();
  made.serialNumber = randomInt(0x10000000, 0x80000000).toString(16);
  made.publicKey = publicKey;
  // From a day ago, so that a skewed clock does not matter, until tomorrow.
  made.validity = { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + DAY_MS) };
  made.setSubject([{ name: "commonName", value: subject }]);
  made.setIssuer([{ name: "commonName", value: issuer.name }]);
  made.setExtensions([extension]);
  made.sign(issuer.privateKey, forge.md.sha256.create());
  return unixLines(pki.certificateToPem(made));
}

/** GeneralName dNSName (RFC 5280, section 4.2.1.6). */
function dnsName(value: string): object {
  return { type: 2, value };
}

/** GeneralName iPAddress. */
function ipAddress(ip: string): object {
  return { type: 7, ip };
}

/** Forge ends lines of PEM as Windows does. */
function unixLines(pem: string): string {
  return pem.replaceAll("\r\n", "\n");
}
