using System.Collections.Frozen;
using FerroGate.Config.Model.Ai;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Money;

namespace FerroGate.Server.Snapshots;

/// <summary>Makes the limits and budgets of a config ready to count; those that are switched off are left out.</summary>
internal static class QuotaCompiler
{
    public static QuotaRules Compile(AiConfig config) => new()
    {
        Limits =
        [
            .. config.Limits.Where(limit => limit.Enabled?.Value ?? true).Select(limit => new Limit
            {
                Name = limit.Name.Value,
                Scope = Compile(limit.Scope, config.Models),
                RequestsPerMinute = limit.RequestsPerMinute?.Value,
                TokensPerMinute = limit.TokensPerMinute?.Value,
                ConcurrentRequests = limit.ConcurrentRequests?.Value,
                RequestBytes = limit.RequestSize?.Value,
                IsStrict = limit.IsStrict?.Value ?? false,
            }),
        ],
        Budgets =
        [
            .. config.Budgets.Where(budget => budget.Enabled?.Value ?? true).Select(budget => new Budget
            {
                Name = budget.Name.Value,
                Scope = Compile(budget.Scope, config.Models),
                Unit = budget.Usd is null ? BudgetUnit.Tokens : BudgetUnit.NanoUsd,
                Amount = budget.Usd is { } usd ? (long)(usd.Value * NanoUsd.PerDollar) : budget.Tokens?.Value ?? 0,
                Period = budget.Period?.Value ?? PeriodKind.Month,
                AtEnd = budget.AtEnd?.Value ?? BudgetEnd.Refuse,
                IsStrict = budget.IsStrict?.Value ?? true,
                AlertAt = [.. budget.AlertAt.Select(percent => percent.Value)],
                IsPublicOnly = budget.IsPublicOnly,
                Webhook = budget.Webhook is { } url ? new Uri(url.Value) : null,
            }),
        ],
    };

    private static QuotaScope Compile(QuotaScopeConfig config, IReadOnlyList<ModelConfig> models) => new()
    {
        Subjects = PolicyCompiler.SubjectsOf(config.Subjects),
        Models = config.Models.Count == 0 ? null : Named(PolicyCompiler.Patterns(config.Models), models),
        Per = config.Per?.Value ?? LimitLevel.Everybody,
        PerModel = config.PerModel?.Value ?? false,
    };

    // A model counts under its own name, whichever of its names a rule or a client uses.
    private static FrozenSet<string> Named(NamePatterns patterns, IReadOnlyList<ModelConfig> models) => models
        .Where(model => model.Aliases.Prepend(model.Name).Any(name => patterns.Fit(name.Value)))
        .Select(model => model.Name.Value)
        .ToFrozenSet(StringComparer.Ordinal);
}
