package main

import (
	"context"
	"errors"
	"fmt"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/install"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	genericrequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
)

// newScheme knows the apiextensions types of all versions.
func newScheme() *runtime.Scheme {
	scheme := runtime.NewScheme()
	install.Install(scheme)
	return scheme
}

// judgeCRD creates the CRD the way the server's POST handler does and returns it in the server's internal version.
func judgeCRD(raw []byte) (crd *apiextensions.CustomResourceDefinition, result answer) {
	defer refusePanic(&result.Accepted, &result.Errors)
	scheme := newScheme()
	crd, strict, err := decodeCRD(scheme, raw)
	result.StrictDecoding = strict
	if err != nil {
		result.Errors = causesOf(err)
		return nil, result
	}
	strategy := customresourcedefinition.NewStrategy(scheme)
	ctx := genericrequest.WithNamespace(context.Background(), "")
	rest.FillObjectMetaSystemFields(crd)
	// BeforeCreate runs the whole validation: structural rules, defaults, CEL compilation and cost.
	if err := rest.BeforeCreate(strategy, ctx, crd); err != nil {
		result.Errors = causesOf(err)
		return nil, result
	}
	result.Warnings = strategy.WarningsOnCreate(ctx, crd)
	result.Accepted = true
	return crd, result
}

// decodeCRD reads strictly, then leniently if only strictness stood in the way: the findings of the first are returned
// beside the object of the second.
func decodeCRD(scheme *runtime.Scheme, raw []byte) (*apiextensions.CustomResourceDefinition, []string, error) {
	crd, err := decodeWith(serializer.NewCodecFactory(scheme, serializer.EnableStrict), raw)
	strictError, isStrict := runtime.AsStrictDecodingError(err)
	if !isStrict {
		return crd, nil, err
	}
	var findings []string
	for _, finding := range strictError.Errors() {
		findings = append(findings, finding.Error())
	}
	crd, err = decodeWith(serializer.NewCodecFactory(scheme), raw)
	return crd, findings, err
}

func decodeWith(codecs serializer.CodecFactory, raw []byte) (*apiextensions.CustomResourceDefinition, error) {
	internal := schema.GroupVersion{Group: apiextensions.GroupName, Version: runtime.APIVersionInternal}
	object, _, err := codecs.UniversalDecoder(internal).Decode(raw, nil, nil)
	if err != nil {
		return nil, err
	}
	crd, isCRD := object.(*apiextensions.CustomResourceDefinition)
	if !isCRD {
		return nil, fmt.Errorf("expected a CustomResourceDefinition, found %T", object)
	}
	return crd, nil
}

// causesOf unfolds an API error into its single findings.
func causesOf(err error) []cause {
	var status apierrors.APIStatus
	if !errors.As(err, &status) || status.Status().Details == nil || len(status.Status().Details.Causes) == 0 {
		return []cause{{Message: err.Error()}}
	}
	var causes []cause
	for _, found := range status.Status().Details.Causes {
		causes = append(causes, cause{Type: string(found.Type), Field: found.Field, Message: found.Message})
	}
	return causes
}

// refusePanic turns a panic of the server's code, which costs a server one request, into a refusal of one case.
func refusePanic(accepted *bool, causes *[]cause) {
	if found := recover(); found != nil {
		*accepted = false
		*causes = []cause{{Type: "Panic", Message: fmt.Sprint(found)}}
	}
}
