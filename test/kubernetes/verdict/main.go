// Command verdict answers what a Kubernetes API server would say about CustomResourceDefinitions and objects of their
// kinds. It runs the server's own packages, in the order of the server's request handlers, without etcd or HTTP.
//
// It reads JSON lines {"id", "crd", "objects"} from standard input and prints one JSON line per case. A document is
// either a JSON value or a JSON string that holds YAML; YAML is read as kubectl reads it.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"sigs.k8s.io/yaml"
)

type request struct {
	ID      string     `json:"id"`
	CRD     document   `json:"crd"`
	Objects []document `json:"objects"`
}

// document is JSON text, whichever way it was written.
type document []byte

func (d *document) UnmarshalJSON(raw []byte) error {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		*d = bytes.Clone(raw)
		return nil
	}
	converted, err := yaml.YAMLToJSONStrict([]byte(text))
	*d = converted
	return err
}

type cause struct {
	Type    string `json:"type"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

type answer struct {
	ID string `json:"id"`
	// CRD as it was read, before the server changed it.
	CRD json.RawMessage `json:"crd,omitempty"`
	// Accepted is true when the server would store the CRD.
	Accepted bool    `json:"accepted"`
	Errors   []cause `json:"errors"`
	// StrictDecoding lists what kubectl refuses by default: unknown and duplicate fields.
	StrictDecoding []string       `json:"strictDecoding"`
	Warnings       []string       `json:"warnings"`
	Objects        []objectAnswer `json:"objects"`
}

type objectAnswer struct {
	Accepted bool    `json:"accepted"`
	Errors   []cause `json:"errors"`
	// UnknownFields were pruned; a client that asks for strict field validation is refused for them.
	UnknownFields []string `json:"unknownFields"`
	// Read is the object as it was written; Stored is the object after pruning and defaulting.
	Read   json.RawMessage `json:"read,omitempty"`
	Stored map[string]any  `json:"stored,omitempty"`
}

func main() {
	if err := answerAll(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "verdict:", err)
		os.Exit(1)
	}
}

func answerAll(in io.Reader, out io.Writer) error {
	// A line is a whole CRD with its objects; the default limit of 64 KiB is too small for that.
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	encoder := json.NewEncoder(out)
	for lines.Scan() {
		var req request
		if err := json.Unmarshal(lines.Bytes(), &req); err != nil {
			return fmt.Errorf("reading a case: %w", err)
		}
		if err := encoder.Encode(judge(req)); err != nil {
			return err
		}
	}
	return lines.Err()
}

func judge(req request) answer {
	crd, result := judgeCRD(req.CRD)
	result.ID = req.ID
	result.CRD = json.RawMessage(req.CRD)
	if !result.Accepted {
		return result
	}
	for _, object := range req.Objects {
		result.Objects = append(result.Objects, judgeObject(crd, object))
	}
	return result
}
