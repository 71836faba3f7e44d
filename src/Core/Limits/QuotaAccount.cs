using System.Globalization;

namespace FerroGate.Core.Limits;

/// <summary>Whom a limit or budget counts apart.</summary>
/// <param name="Level">The level.</param>
/// <param name="Path">The ids down to that level, with <c>/</c> between; empty for everybody.</param>
/// <param name="Model">The model, where each counts apart.</param>
public readonly record struct QuotaAccount(LimitLevel Level, string Path, string? Model)
{
    /// <summary>As messages say it, such as <c>of the team 'acme/dev'</c>; empty for everybody.</summary>
    public string Owner
    {
        get
        {
            var who = Level switch
            {
                LimitLevel.Everybody => "",
                LimitLevel.Organization => $" of the organization '{Path}'",
                LimitLevel.Team => $" of the team '{Path}'",
                LimitLevel.Project => $" of the project '{Path}'",
                LimitLevel.User => $" of the user '{Path}'",
                _ => $" of the key '{Path}'",
            };
            return Model is null ? who : $"{who} for the model '{Model}'";
        }
    }

    /// <summary>A text that no other account has.</summary>
    internal string Id => string.Create(CultureInfo.InvariantCulture, $"{Level}:{Path.Length}:{Path}:{Model}");

    /// <summary>As lists and events name it, such as <c>team:acme/dev</c> or <c>key:ci model:fast</c>.</summary>
    public override string ToString()
    {
        var who = Level == LimitLevel.Everybody ? "" : $"{LimitLevelNames.Of(Level)}:{Path}";
        return Model is null ? who : who.Length == 0 ? $"model:{Model}" : $"{who} model:{Model}";
    }
}
