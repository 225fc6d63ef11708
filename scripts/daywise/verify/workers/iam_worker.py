"""Gives the IAM policy on its standard input to Moto, and prints what Moto has against it: ``CODE message``."""

import os
import sys

import boto3
from botocore.exceptions import ClientError
from moto import mock_aws

os.environ |= {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "us-east-1"}

with mock_aws():
    try:
        boto3.client("iam").create_policy(PolicyName="lesson", PolicyDocument=sys.stdin.read())
    except ClientError as error:
        print(error.response["Error"]["Code"], error.response["Error"]["Message"])
