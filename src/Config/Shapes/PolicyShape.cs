using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>A policy of the AI gateway.</summary>
internal static class PolicyShape
{
    public static Shape<PolicyConfig> Shape { get; } = new Shape<PolicyConfig>(Arguments.InOrder("name"))
    {
        Identity = policy => policy.Name,
    }
        .Value("name", Forms.Name, policy => policy.Name, (policy, name) => policy with { Name = name },
            "What it is called.", OptionPlace.Line, required: true)
        .Value("effect", Forms.Word("deny"), policy => policy.Effect, (policy, effect) => policy with { Effect = effect },
            "What it does with what it describes.", fallback: "deny")
        .List("organization_ids", Forms.Text, policy => policy.OrganizationIds,
            (policy, ids) => policy with { OrganizationIds = ids }, "Requests of these organizations.", fallback: "every one")
        .List("project_ids", Forms.Text, policy => policy.ProjectIds, (policy, ids) => policy with { ProjectIds = ids },
            "Requests of these projects.", fallback: "every one")
        .List("api_key_ids", Forms.Text.Such("key id", "key_dev"), policy => policy.ApiKeyIds,
            (policy, ids) => policy with { ApiKeyIds = ids }, "Requests with these keys.", fallback: "every one")
        .List("models", Forms.Text.Such("model name", "fast-chat"), policy => policy.Models,
            (policy, names) => policy with { Models = names }, "Requests for these models.", fallback: "every one")
        .List("providers", ModelShape.Provider, policy => policy.Providers,
            (policy, names) => policy with { Providers = names }, "Requests that these providers would answer.", fallback: "every one")
        .Value("code", Forms.Text, policy => policy.Code, (policy, code) => policy with { Code = code },
            "The code of the refusal.", fallback: "policy_denied")
        .Value("message", Forms.Text, policy => policy.Message, (policy, message) => policy with { Message = message },
            "What the refusal says.")
        .Value("enabled", Forms.Flag, policy => policy.Enabled, (policy, enabled) => policy with { Enabled = enabled },
            "Whether it is applied.", fallback: "true");
}
