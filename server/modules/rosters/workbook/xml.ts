import { TextDecoder } from 'node:util'
import { SaxesParser } from 'saxes'
import type { PackedFile } from '../package/archive.ts'
import type { Limits } from '../package/limits.ts'
import { Unreadable } from '../package/problems.ts'

/** What is heard while a part of a workbook is read; names come without their prefix. */
export type Hearing = {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

/** Workbooks write signs that XML has no place for as `_x000D_`. */
export const unescaped = (text: string): string =>
  text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

const bare = (name: string) => name.slice(name.indexOf(':') + 1)

/** Reads a part as it comes. What is no XML, declares a type of document or never ends one text, is no part of a workbook. */
export const readXml = async (file: PackedFile, limits: Limits, hearing: Hearing): Promise<void> => {
  const broken = () => new Unreadable('roster.zip_broken', { file: file.name })
  const parser = new SaxesParser()
  let since = 0
  const heard = () => {
    since = 0
  }
  parser.on('error', () => {
    throw broken()
  })
  parser.on('doctype', () => {
    throw broken()
  })
  parser.on('opentag', ({ name, attributes }) => {
    heard()
    hearing.open?.(bare(name), attributes)
  })
  parser.on('closetag', ({ name }) => {
    heard()
    hearing.close?.(bare(name))
  })
  if (hearing.text) {
    parser.on('text', hearing.text)
    parser.on('cdata', hearing.text)
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decoded = (chunk?: Buffer) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      throw broken()
    }
  }
  for await (const chunk of file.read()) {
    since += chunk.length
    parser.write(decoded(chunk))
    if (since > limits.rowBytes + chunk.length) throw new Unreadable('roster.row_too_long', { file: file.name })
  }
  parser.write(decoded()).close()
}
