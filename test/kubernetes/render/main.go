// Command render answers what Helm and Kustomize make of a folder. It runs their own packages.
//
//	render helm FOLDER VALUES     lints the chart and renders it with values that are given as JSON
//	render kustomize FOLDER       builds the kustomization
//
// It prints one JSON object: the YAML text of each file that was rendered, by its path, and what Helm's lint says.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/lint"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

type answer struct {
	Files map[string]string `json:"files"`
	Lint  []string          `json:"lint"`
}

func main() {
	result, err := run(os.Args[1:])
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(result)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "render:", err)
		os.Exit(1)
	}
}

func run(args []string) (answer, error) {
	switch {
	case len(args) == 3 && args[0] == "helm":
		return helm(args[1], []byte(args[2]))
	case len(args) == 2 && args[0] == "kustomize":
		return kustomize(args[1])
	}
	return answer{}, fmt.Errorf("expected helm FOLDER VALUES or kustomize FOLDER, found %q", args)
}

func helm(folder string, valuesJSON []byte) (answer, error) {
	values, err := chartutil.ReadValues(valuesJSON)
	if err != nil {
		return answer{}, err
	}
	result := answer{Lint: []string{}}
	for _, message := range lint.All(folder, values, "default", true).Messages {
		result.Lint = append(result.Lint, message.Error())
	}
	chart, err := loader.Load(folder)
	if err != nil {
		return answer{}, err
	}
	options := chartutil.ReleaseOptions{Name: "release", Namespace: "default", Revision: 1, IsInstall: true}
	rendering, err := chartutil.ToRenderValues(chart, values, options, chartutil.DefaultCapabilities)
	if err != nil {
		return answer{}, err
	}
	result.Files, err = engine.Render(chart, rendering)
	return result, err
}

func kustomize(folder string) (answer, error) {
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), folder)
	if err != nil {
		return answer{}, err
	}
	text, err := resources.AsYaml()
	return answer{Files: map[string]string{"all": string(text)}, Lint: []string{}}, err
}
