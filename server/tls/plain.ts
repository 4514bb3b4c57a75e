import { X509Certificate } from 'node:crypto'
import http from 'node:http'

/** What plain HTTP answers beside an HTTPS server: the authority to install, tokens of ACME, and for all else where to go. */
export type Plain = { authority: string | undefined; origin: string; tokens: ReadonlyMap<string, string> }

const challenge = '/.well-known/acme-challenge/'

const answer = (
  { authority, origin, tokens }: Plain,
  url: string,
): { status: number; headers: http.OutgoingHttpHeaders; body?: Buffer | string } => {
  const token = url.startsWith(challenge) ? tokens.get(url.slice(challenge.length)) : undefined
  if (token !== undefined) return { status: 200, headers: { 'content-type': 'text/plain' }, body: token }
  if (url === '/ca.crt' && authority !== undefined) {
    // DER: what iOS, Android and Windows take without being told more.
    return {
      status: 200,
      headers: { 'content-type': 'application/x-x509-ca-cert', 'content-disposition': 'attachment; filename="preau-ca.crt"' },
      body: new X509Certificate(authority).raw,
    }
  }
  return { status: 308, headers: { location: `${origin}${url}` } }
}

/** Serves plain HTTP beside HTTPS. Only paths are taken from the request: a made-up Host leads nowhere. */
export const servePlain = (plain: Plain, port: number, host: string) =>
  new Promise<http.Server>((resolve, reject) => {
    const server = http.createServer((request, response) => {
      const { status, headers, body } = answer(plain, request.url?.startsWith('/') ? request.url : '/')
      response.writeHead(status, { ...headers, 'cache-control': 'no-store', connection: 'close' }).end(body)
    })
    server.once('error', reject).listen({ port, host }, () => resolve(server.off('error', reject)))
  })
