using FerroGate.Core.Lists;

namespace FerroGate.Admin.Lists;

/// <summary>What the rows of a list can be told apart by, under the names that the list shows it by.</summary>
/// <param name="Status">What the list calls the HTTP status; <c>null</c> where its rows have none, and are of no exchange.</param>
/// <param name="Fields">The fields.</param>
internal sealed record ListFields(string? Status, params IReadOnlyList<ListField> Fields)
{
    public IEnumerable<string> Names => Fields.Select(NameOf);

    public ListField? Find(string name)
    {
        foreach (var field in Fields)
        {
            if (NameOf(field) == name)
                return field;
        }

        return null;
    }

    private static string NameOf(ListField field) => field switch
    {
        ListField.Key => "key_id",
        ListField.Organization => "organization_id",
        ListField.Team => "team_id",
        ListField.Project => "project_id",
        ListField.User => "user_id",
        ListField.Model => "model",
        ListField.Provider => "provider",
        ListField.ProviderModel => "provider_model",
        ListField.Route => "route",
        ListField.Request => "request_id",
        ListField.ErrorCode => "error_code",
        ListField.Actor => "actor",
        ListField.Action => "action",
        ListField.Target => "target",
        ListField.Outcome => "outcome",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "A field without a name."),
    };
}
