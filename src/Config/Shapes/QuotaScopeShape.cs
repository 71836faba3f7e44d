using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Core.Limits;

namespace FerroGate.Config.Shapes;

/// <summary>What limits and budgets are for, and what they count apart.</summary>
internal static class QuotaScopeShape
{
    public static Shape<QuotaScopeConfig> Shape { get; } = new Shape<QuotaScopeConfig>()
        .Part(scope => scope.Subjects, (scope, subjects) => scope with { Subjects = subjects }, SubjectsShape.Shape)
        .List("models", Forms.Text.Such("model name", "fast-chat", "gpt-*"), scope => scope.Models, (scope, names) => scope with { Models = names },
            "Requests for these models, whichever of their names clients use.", fallback: "every one")
        .Value("per", Level, scope => scope.Per, (scope, level) => scope with { Per = level },
            "Who has one of their own: each `organization`, `team`, `project`, `user` or `key`; with `everybody` all share one. Whoever has no id of that level is not counted.",
            fallback: "everybody")
        .Value("per_model", Forms.Flag, scope => scope.PerModel, (scope, per) => scope with { PerModel = per },
            "Whether each model has one of its own, too.", fallback: "false");

    private static ValueForm<LimitLevel> Level =>
        Forms.Choice([.. Enum.GetValues<LimitLevel>().Select(level => (LimitLevelNames.Of(level), level))]);
}
