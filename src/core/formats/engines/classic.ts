import type { Engine } from './engine.ts';

/** Servers of classic models: what they cost is the pod, their flags only name the model. */
export const torchserve: Engine = {
  id: 'torchserve',
  title: 'TorchServe',
  images: [/(^|[-_./])torchserve($|[-_./])/, /(^|\/)pytorch\/torchserve/],
  entryPoints: [/(^|[/ ])torchserve (?:(?!torchserve ).)*--start/, /(^|[/ ])torchserve --/],
  settings: {},
  model: { locationFlags: ['--model-store'], variables: [] },
};

export const tensorflowServing: Engine = {
  id: 'tensorflow-serving',
  title: 'TensorFlow Serving',
  images: [
    /(^|[-_./])tensorflow-serving/,
    /(^|\/)tensorflow\/serving/,
    /tf-?serving/,
    /inference\/tf-serving/,
  ],
  entryPoints: [/(^|[/ ])tensorflow_model_server( |$)/],
  settings: {},
  model: {
    flags: ['--model_name'],
    variables: ['MODEL_NAME'],
    locationFlags: ['--model_base_path'],
    locationVariables: ['MODEL_BASE_PATH'],
  },
};

export const mlserver: Engine = {
  id: 'mlserver',
  title: 'MLServer',
  images: [/(^|[-_./])mlserver($|[-_./])/],
  entryPoints: [/(^|[/ ])mlserver start( |$)/],
  settings: {},
  model: { variables: ['MLSERVER_MODEL_NAME'], locationVariables: ['MLSERVER_MODEL_URI'] },
};

export const openvino: Engine = {
  id: 'openvino',
  title: 'OpenVINO Model Server',
  images: [/openvino\/model_server/, /(^|[-_./])(openvino|ovms)($|[-_./])/],
  entryPoints: [/(^|[/ ])ovms( |$)/],
  settings: {
    maxSequences: { kind: 'count', flags: ['--max_num_seqs'] },
    maxBatchedTokens: { kind: 'tokens', flags: ['--max_num_batched_tokens'] },
    prefixCaching: { kind: 'switch', flags: ['--enable_prefix_caching'] },
  },
  model: { flags: ['--source_model', '--model_name'], locationFlags: ['--model_path'] },
};

export const sklearnServer: Engine = {
  id: 'kserve-sklearn',
  title: 'KServe scikit-learn server',
  images: [/(^|[-_./])sklearnserver($|[-_./])/],
  entryPoints: [/-m sklearnserver( |$)/],
  settings: {},
  model: { locationFlags: ['--model_dir'] },
};

export const xgboostServer: Engine = {
  id: 'kserve-xgboost',
  title: 'KServe XGBoost server',
  images: [/(^|[-_./])xgbserver($|[-_./])/],
  entryPoints: [/-m xgbserver( |$)/],
  settings: {},
  model: { locationFlags: ['--model_dir'] },
};
