using System.Text.Json;
using System.Text.Json.Nodes;
using FerroGate.Config.Resources;

namespace FerroGate.Server.Snapshots;

/// <summary>
/// The credentials in what somebody says of a provider by API: they are sealed before anything else is done with it. What lists show in their
/// place, sent back, means those that are there.
/// </summary>
internal static class ProviderSecretsInJson
{
    /// <summary>What is to be stored; <c>null</c> where a credential came that cannot be sealed.</summary>
    /// <param name="json">What was sent.</param>
    /// <param name="before">What is stored so far; <c>null</c> where nothing is.</param>
    /// <param name="seal">The keys.</param>
    public static string? Seal(string json, string? before, CredentialSeal seal)
    {
        // Whoever may change the address must not be shown what was sealed for another one.
        var known = before is null ? null : Parse(before);
        if (known is not null && Parse(json) is { } wanted && (TextOf(known["base_url"]) != TextOf(wanted["base_url"]) || TextOf(known["kind"]) != TextOf(wanted["kind"])))
            known = null;
        return Change(json, (text, at, provider) =>
        {
            var old = known is null ? null : At(known, at);
            return text == ConfigResources.InPlaceOfASecret ? old
                : CredentialSeal.IsSealed(text) && text != old ? null
                : !ConfigResources.IsSecret(text) || (CredentialSeal.IsSealed(text) && text == old) ? text
                : seal.CanSeal ? seal.Seal(text, provider) : null;
        });
    }

    /// <summary>The same sealed under the first key; <c>null</c> where a credential cannot be opened.</summary>
    public static string? Reseal(string json, CredentialSeal seal) => Change(json, (text, _, provider) =>
        !CredentialSeal.IsSealed(text) || seal.IsUnderFirst(text) ? text : seal.Open(text, provider) is { } opened ? seal.Seal(opened, provider) : null);

    // What is no JSON, or has no name, is told so by whoever reads it.
    private static string? Change(string json, Func<string, Place, string, string?> change)
    {
        if (Parse(json) is not { } provider || TextOf(provider["name"]) is not { } name)
            return json;

        var isWhole = Put(provider["api_key"], new Place("api_key", 0, null), text => provider["api_key"] = text);
        if (provider["api_keys"] is JsonArray keys)
        {
            for (var i = 0; i < keys.Count; i++)
            {
                var index = i;
                isWhole &= Put(keys[i], new Place("api_keys", i, null), text => keys[index] = text);
            }
        }

        foreach (var header in (provider["headers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (TextOf(header["name"]) is { } title && ConfigResources.IsCredential(title))
                isWhole &= Put(header["value"], new Place("headers", 0, title), text => header["value"] = text);
        }

        return isWhole ? provider.ToJsonString() : null;

        bool Put(JsonNode? node, Place at, Action<string> put)
        {
            if (TextOf(node) is not { } text)
                return true;
            if (change(text, at, name) is not { } changed)
                return false;
            put(changed);
            return true;
        }
    }

    private static string? At(JsonObject provider, Place at) => at switch
    {
        { Header: { } title } => TextOf((provider["headers"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(header => TextOf(header["name"]) == title)?["value"]),
        { Member: "api_keys" } => provider["api_keys"] is JsonArray keys && at.Index < keys.Count ? TextOf(keys[at.Index]) : null,
        _ => TextOf(provider[at.Member]),
    };

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static JsonObject? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Where a credential stands.</summary>
    private sealed record Place(string Member, int Index, string? Header);
}
