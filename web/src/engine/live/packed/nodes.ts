/** Convolutions in a model.json, and how their nodes are replaced by our own. */

import { isRecord, type UnknownRecord } from '../../../protocol/guards';
import { textOf } from '../../graph';

/** What a convolution without padding or dilation is. */
export interface Convolution {
  readonly kind: 'dense' | 'depthwise';
  readonly hasBias: boolean;
  readonly relu: boolean;
}

const KINDS: Readonly<Record<string, Convolution['kind']>> = {
  Conv2D: 'dense',
  _FusedConv2D: 'dense',
  DepthwiseConv2dNative: 'depthwise',
  FusedDepthwiseConv2dNative: 'depthwise',
};

/** Null where a node is something else. */
export function convolutionOf({ op, attr }: UnknownRecord): Convolution | null {
  const kind = KINDS[String(op)];
  if (!kind || !isRecord(attr) || textOf(attr['padding']) !== 'VALID') return null;
  const { dilations, fused_ops: fused } = attr;
  if (isRecord(dilations) && listOf(dilations, 'i').some((one) => Number(one) !== 1)) return null;
  const after = isRecord(fused) ? listOf(fused, 's').map((one) => atob(String(one))) : [];
  if (!['', 'BiasAdd', 'BiasAdd,Relu'].includes(after.join())) return null;
  return { kind, hasBias: after.length > 0, relu: after.length > 1 };
}

function listOf({ list }: UnknownRecord, kind: string): unknown[] {
  const values = isRecord(list) ? list[kind] : null;
  return Array.isArray(values) ? values : [];
}
