using FerroGate.Core.Keys;

namespace FerroGate.Storage.Rows;

/// <summary>The condition that a row is of one of some tenants, or below it.</summary>
internal static class TenantCondition
{
    /// <param name="tenants">The tenants; none is nobody.</param>
    /// <param name="bind">Gives the name of a parameter for a value.</param>
    public static string Of(IReadOnlyList<Tenant> tenants, Func<object?, string> bind) =>
        tenants.Count == 0 ? "FALSE" : $"({string.Join(" OR ", tenants.Select(tenant => Of(tenant, bind)))})";

    private static string Of(Tenant tenant, Func<object?, string> bind)
    {
        (string Column, string? Id)[] levels =
            [("organization_id", tenant.OrganizationId), ("team_id", tenant.TeamId), ("project_id", tenant.ProjectId), ("user_id", tenant.UserId)];
        var set = levels.Where(level => level.Id is not null).Select(level => $"{level.Column} = {bind(level.Id)}").ToList();
        return set.Count == 0 ? "TRUE" : $"({string.Join(" AND ", set)})";
    }
}
