"""Asks a server that speaks MongoDB's protocol what mingo was asked, and prints each call that it answers otherwise.

On standard input is extended JSON: {"url", "database", "calls"}. The output is a JSON list of [call, its answer].
"""

import sys
from typing import Any

from bson import json_util
from pymongo import MongoClient
from pymongo.errors import PyMongoError


def main() -> None:
    """Ask, compare, print."""
    asked = json_util.loads(sys.stdin.read(), json_options=json_util.JSONOptions(tz_aware=True))
    client: MongoClient[dict[str, Any]] = MongoClient(asked["url"], tz_aware=True, serverSelectionTimeoutMS=5000)
    database = client[asked["database"]]
    different = []
    for call in asked["calls"]:
        try:
            answer = act(database[call["collection"]], call["operation"], call["parameters"])
            same = not call.get("failed") and answer == call["result"]
        except PyMongoError as error:
            answer, same = f"{type(error).__name__}: {error}", bool(call.get("failed"))
        if not same:
            different.append([call, answer])
    print(json_util.dumps(different))


def act(collection: Any, operation: str, parameters: dict[str, Any]) -> object:  # noqa: PLR0911 - a case each
    """Run one operation; give what the shell's own method would give."""
    match operation, parameters:
        case "insertOne", {"document": document}:
            return {"acknowledged": True, "insertedId": collection.insert_one(document).inserted_id}
        case "insertMany", {"documents": documents}:
            ids = collection.insert_many(documents).inserted_ids
            return {"acknowledged": True, "insertedIds": {str(index): each for index, each in enumerate(ids)}}
        case "find", {"filter": chosen, "projection": projection, "sort": order, "skip": skip, "limit": limit}:
            found = collection.find(chosen, projection or None).skip(skip).limit(limit)
            return list(found.sort(list(order.items())) if order else found)
        case "aggregate", {"pipeline": pipeline}:
            return list(collection.aggregate(pipeline))
        case "countDocuments", {"filter": chosen}:
            return collection.count_documents(chosen)
        case (("updateOne" | "updateMany"), {"filter": chosen, "modifier": modifier}):
            update = collection.update_one if operation == "updateOne" else collection.update_many
            result = update(chosen, modifier)
            counts = {"matchedCount": result.matched_count, "modifiedCount": result.modified_count}
            return {"acknowledged": True, **counts}
        case (("deleteOne" | "deleteMany"), {"filter": chosen}):
            delete = collection.delete_one if operation == "deleteOne" else collection.delete_many
            return {"acknowledged": True, "deletedCount": delete(chosen).deleted_count}
        case _:
            message = f"nothing is known of the operation {operation}"
            raise NotImplementedError(message)


main()
