using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>Whose requests a policy, a limit or a budget is for.</summary>
internal static class SubjectsShape
{
    public static Shape<SubjectsConfig> Shape { get; } = new Shape<SubjectsConfig>()
        .List("organization_ids", Forms.Text, subjects => subjects.OrganizationIds, (subjects, ids) => subjects with { OrganizationIds = ids },
            "Requests of these organizations; in all lists of names `*` stands for any letters.", fallback: "every one")
        .List("team_ids", Forms.Text, subjects => subjects.TeamIds, (subjects, ids) => subjects with { TeamIds = ids }, "Requests of these teams.", fallback: "every one")
        .List("project_ids", Forms.Text, subjects => subjects.ProjectIds, (subjects, ids) => subjects with { ProjectIds = ids },
            "Requests of these projects.", fallback: "every one")
        .List("user_ids", Forms.Text, subjects => subjects.UserIds, (subjects, ids) => subjects with { UserIds = ids }, "Requests of these users.", fallback: "every one")
        .List("api_key_ids", Forms.Text.Such("key id", "key_dev"), subjects => subjects.ApiKeyIds, (subjects, ids) => subjects with { ApiKeyIds = ids },
            "Requests with these keys.", fallback: "every one");
}
