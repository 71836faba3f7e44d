using System.Text.Json;

namespace FerroGate.Testing.Gateway;

/// <summary>A ledger entry as the admin API shows it.</summary>
public sealed class BillingEvent(JsonElement json)
{
    public string ExchangeId => Text("exchange_id")!;

    /// <summary>The failed attempt that it accounts for; <c>null</c> in the one of the exchange itself.</summary>
    public int? FailedAttempt => (int?)Number(json, "failed_attempt");

    public string KeyId => Text("key_id")!;

    public string Model => Text("model")!;

    public string? Provider => Text("provider");

    public string? ProviderModel => Text("provider_model");

    public string Ending => Text("ending")!;

    public int? Status => json.GetProperty("status") is { ValueKind: JsonValueKind.Number } status ? status.GetInt32() : null;

    public string UsageSource => Text("usage_source")!;

    /// <summary>Who says what was used: <c>provider</c>, or <c>gateway</c>, which counts where its tokenizer is loaded by then and else estimates.</summary>
    public string Teller => UsageSource == "provider" ? "provider" : "gateway";

    public bool OutputAssumed => json.GetProperty("output_assumed").GetBoolean();

    public long? CostNanoUsd => Number(json, "cost_nano_usd");

    public long? InputTokens => Usage("input_tokens");

    public long? OutputTokens => Usage("output_tokens");

    /// <summary>One of the counters; <c>null</c> where the provider did not say.</summary>
    public long? Usage(string counter) => Number(json.GetProperty("usage"), counter);

    public override string ToString() => json.GetRawText();

    private string? Text(string name) => json.GetProperty(name).GetString();

    private static long? Number(JsonElement json, string name) =>
        json.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
}
