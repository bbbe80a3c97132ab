"""Prints a SAM template as CloudFormation, expanded by AWS's own translator: python3 expand.py template.yaml

Needs no AWS account. `pip install aws-sam-translator` brings what it imports.
"""

import json
import os
import sys

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

# The translator reads a region, although nothing that it writes depends on it.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

# Where "sam deploy" uploads the functions' code: the translator accepts no local folder.
BUCKET = "bundles"
BUNDLES = "../../dist/apps/"


class NoManagedPolicies:
    """Names of AWS-managed policies would be looked up in IAM. The template uses none."""

    def load(self):
        return {}


with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())

for name, resource in template["Resources"].items():
    if resource["Type"] == "AWS::Serverless::Function":
        folder = resource["Properties"]["CodeUri"]
        if not folder.startswith(BUNDLES):
            sys.exit(f"CodeUri of {name} is {folder}: it must be below {BUNDLES}")
        resource["Properties"]["CodeUri"] = {"Bucket": BUCKET, "Key": folder[len(BUNDLES) :]}

# Values of parameters matter only where the translator needs them. All others stay references.
expanded = json.dumps(transform(template, {}, NoManagedPolicies()), indent=1, sort_keys=True)

# AWS runs the translator in the region of the deployment, and it writes the region's partition into its own ARNs.
for service in ("apigateway", "execute-api"):
    expanded = expanded.replace(f"arn:aws:{service}:", f"arn:${{AWS::Partition}}:{service}:")
print(expanded)
