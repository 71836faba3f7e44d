using FerroGate.Config.Model;

namespace FerroGate.Config.Validation;

/// <summary>
/// Limits and budgets name models that there are, by one of their names. A name that only fills in a star has no model of its own, so
/// nothing could be counted for it.
/// </summary>
internal sealed class QuotasNameKnownModels : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context) => References.CheckPatterns(
        "model",
        config.Ai.Limits.Select(limit => limit.Scope).Concat(config.Ai.Budgets.Select(budget => budget.Scope)).SelectMany(scope => scope.Models),
        [.. config.Ai.Models.SelectMany(model => model.Aliases.Prepend(model.Name)).Select(name => name.Value)],
        context);
}
