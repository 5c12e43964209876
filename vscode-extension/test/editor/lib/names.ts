// The names of files in a checkout.

export const CORE = "src/cursus/registry/step_names.py";
export const PIPELINE = "pipelines/fraud.py";
export const NOTEBOOK = "notebooks/fraud.ipynb";

export function registry(workspace: string): string {
  return `developer_workspaces/developers/${workspace}/src/cursus_dev/registry/workspace_registry.py`;
}
