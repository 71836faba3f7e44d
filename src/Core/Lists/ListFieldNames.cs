namespace FerroGate.Core.Lists;

/// <summary>What lists call their fields, and tables their columns.</summary>
public static class ListFieldNames
{
    public static string Of(ListField field) => field switch
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
