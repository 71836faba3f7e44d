using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Core.Policies;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Shapes;

/// <summary>A policy of the AI gateway.</summary>
internal static class PolicyShape
{
    public static Shape<PolicyConfig> Shape { get; } = new Shape<PolicyConfig>(Arguments.InOrder("name"))
    {
        Identity = policy => policy.Name,
    }
        .Value("name", Forms.Name, policy => policy.Name, (policy, name) => policy with { Name = name },
            "What it is called; errors and records name it.", OptionPlace.Line, required: true)
        .Value("effect", Effect, policy => policy.Effect, (policy, effect) => policy with { Effect = effect },
            "What it does with what it describes: `deny` refuses it, `allow` lets it pass whatever policies behind it say, `shadow` only writes into the record that it would have denied it.",
            fallback: "deny")
        .Part(policy => policy.Subjects, (policy, subjects) => policy with { Subjects = subjects }, SubjectsShape.Shape)
        .List("models", Forms.Text.Such("model name", "fast-chat", "gpt-*"), policy => policy.Models,
            (policy, names) => policy with { Models = names }, "Requests for these models, by the name that clients use or by the model's own.", fallback: "every one")
        .List("providers", ModelShape.Provider, policy => policy.Providers,
            (policy, names) => policy with { Providers = names }, "Targets of these providers.", fallback: "every one")
        .List("provider_models", ModelShape.ProviderModel, policy => policy.ProviderModels,
            (policy, names) => policy with { ProviderModels = names }, "Targets that are these models, by the provider's names.", fallback: "every one")
        .Value("streaming", Forms.Flag, policy => policy.Streaming, (policy, streaming) => policy with { Streaming = streaming },
            "Requests that are to be streamed, or are not.", fallback: "either")
        .Value("tools", Forms.Flag, policy => policy.Tools, (policy, tools) => policy with { Tools = tools },
            "Requests that offer tools, or do not.", fallback: "either")
        .Value("output_tokens_over", Forms.Whole(0), policy => policy.OutputTokensOver, (policy, tokens) => policy with { OutputTokensOver = tokens },
            "Requests for more output, all choices together; one that says no limit asks for the model's `max_output_tokens`, or for all that there is.", fallback: "any")
        .List("dialects", Dialect, policy => policy.Dialects, (policy, names) => policy with { Dialects = names },
            "Requests in these protocols.", fallback: "every one")
        .List("client_ips", ProxyRange.Form, policy => policy.ClientIps, (policy, ranges) => policy with { ClientIps = ranges },
            "Requests from these addresses; behind a proxy, those that `trusted_proxies` name.", fallback: "every one")
        .List("metadata", MetadataForm.Pattern, policy => policy.Metadata, (policy, pairs) => policy with { Metadata = pairs },
            "Requests whose `metadata` have one of the values of each name; `NAME=*` is any value.", fallback: "any")
        .List("key_metadata", MetadataForm.Pattern, policy => policy.KeyMetadata, (policy, pairs) => policy with { KeyMetadata = pairs },
            "Requests with keys whose `metadata` have one of the values of each name, which no client can say of itself.", fallback: "any")
        .List("utc_hours", HoursForm.Value, policy => policy.UtcHours, (policy, hours) => policy with { UtcHours = hours },
            "Requests in these hours, in UTC; the end is not in it, and `22:00-06:00` is over midnight.", fallback: "at any time")
        .List("utc_days", Day, policy => policy.UtcDays, (policy, days) => policy with { UtcDays = days },
            "Requests on these days, in UTC.", fallback: "every one")
        .Value("code", Forms.Text, policy => policy.Code, (policy, code) => policy with { Code = code },
            "The code of the refusal.", fallback: "policy_denied")
        .Value("message", Forms.Text, policy => policy.Message, (policy, message) => policy with { Message = message },
            "What the refusal says; the policy's name is added.")
        .Value("enabled", Forms.Flag, policy => policy.Enabled, (policy, enabled) => policy with { Enabled = enabled },
            "Whether it is applied.", fallback: "true");

    private static ValueForm<PolicyEffect> Effect =>
        Forms.Choice(("deny", PolicyEffect.Deny), ("allow", PolicyEffect.Allow), ("shadow", PolicyEffect.Shadow));

    private static ValueForm<string> Dialect => Forms.Word([.. ProviderKind.Protocols, ProviderKind.Embeddings]);

    private static ValueForm<DayOfWeek> Day => Forms.Choice(
        ("mon", DayOfWeek.Monday),
        ("tue", DayOfWeek.Tuesday),
        ("wed", DayOfWeek.Wednesday),
        ("thu", DayOfWeek.Thursday),
        ("fri", DayOfWeek.Friday),
        ("sat", DayOfWeek.Saturday),
        ("sun", DayOfWeek.Sunday));
}
