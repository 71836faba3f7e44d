using System.Text.Json;
using System.Text.Json.Nodes;
using FerroGate.Config.Resources;

namespace FerroGate.Server.Snapshots;

/// <summary>
/// The webhook in what somebody says of a budget by API. Whoever knows it can post to it, so it is sealed before it is stored, and lists show
/// only that there is one; that, sent back, means the one that is there.
/// </summary>
internal static class BudgetWebhookInJson
{
    private const string Webhook = "webhook";

    /// <summary>What is to be stored; <c>null</c> where a webhook came that cannot be sealed.</summary>
    /// <param name="json">What was sent.</param>
    /// <param name="before">What is stored so far; <c>null</c> where nothing is.</param>
    /// <param name="seal">The keys.</param>
    public static string? Seal(string json, string? before, CredentialSeal seal) => Change(json, (text, budget) =>
    {
        var old = before is null ? null : TextOf(Parse(before)?[Webhook]);
        var wanted = text == ConfigResources.InPlaceOfASecret ? old : text;
        if (wanted is null || CredentialSeal.IsSealed(wanted))
            return wanted == old ? wanted : null;

        // One that was stored before webhooks were sealed is sealed by its first change, where there is a key.
        return seal.CanSeal ? seal.Seal(wanted, Owner(budget)) : wanted == old ? wanted : null;
    });

    /// <summary>The same sealed under the first key; <c>null</c> where it cannot be opened.</summary>
    public static string? Reseal(string json, CredentialSeal seal) => Change(json, (text, budget) =>
        seal.IsUnderFirst(text) ? text
        : !CredentialSeal.IsSealed(text) ? seal.Seal(text, Owner(budget))
        : seal.Open(text, Owner(budget)) is { } opened ? seal.Seal(opened, Owner(budget)) : null);

    /// <summary>What the budget says, opened; <c>null</c> where its webhook cannot be.</summary>
    public static string? Open(string json, CredentialSeal seal) =>
        Change(json, (text, budget) => CredentialSeal.IsSealed(text) ? seal.Open(text, Owner(budget)) : text);

    /// <summary>The same without a webhook.</summary>
    public static string Without(string json)
    {
        if (Parse(json) is not { } budget)
            return json;
        budget.Remove(Webhook);
        return budget.ToJsonString();
    }

    /// <summary>What is shown of a budget.</summary>
    /// <param name="json">What is in force.</param>
    /// <param name="stored">What is stored; <c>null</c> where the config file defines it.</param>
    public static string Show(string json, string? stored)
    {
        if (Parse(json) is not { } budget || (budget[Webhook] is null && (stored is null || Parse(stored)?[Webhook] is null)))
            return json;
        budget[Webhook] = ConfigResources.InPlaceOfASecret;
        return budget.ToJsonString();
    }

    // What is no JSON, or has no name, is told so by whoever reads it.
    private static string? Change(string json, Func<string, string, string?> change)
    {
        if (Parse(json) is not { } budget || TextOf(budget["name"]) is not { } name || TextOf(budget[Webhook]) is not { } text)
            return json;
        if (change(text, name) is not { } changed)
            return null;
        budget[Webhook] = changed;
        return budget.ToJsonString();
    }

    // What was sealed for a provider of the same name opens for no budget.
    private static string Owner(string budget) => $"budget {budget}";

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
}
