using System.Text;
using System.Text.Json;
using FerroGate.Admin.Resources;
using FerroGate.Core.Keys;

namespace FerroGate.Server.Snapshots;

/// <summary>The tenants that keys name and nobody has defined.</summary>
internal static class KeyTenants
{
    /// <param name="defined">Those that somebody has defined.</param>
    /// <param name="keys">The keys.</param>
    public static IEnumerable<ResourceItem> Beside(IReadOnlyList<ResourceItem> defined, KeyDirectory keys)
    {
        var known = defined.Select(item => item.Tenant).Append(Tenant.None).ToHashSet();
        var ids = defined.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var tenant in keys.All.Select(key => key.Tenant).Where(known.Add))
            yield return new ResourceItem(IdOf(tenant, ids), JsonOf(tenant), null) { Tenant = tenant, IsOfKeys = true };
    }

    // Ids may have any letters, and somebody may have called another tenant so.
    private static string IdOf(Tenant tenant, HashSet<string> taken)
    {
        var id = tenant.ToString();
        while (!taken.Add(id))
            id = $"keys:{id}";
        return id;
    }

    private static string JsonOf(Tenant tenant)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, "organization_id", tenant.OrganizationId);
            Write(json, "team_id", tenant.TeamId);
            Write(json, "project_id", tenant.ProjectId);
            Write(json, "user_id", tenant.UserId);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, string name, string? id)
    {
        if (id is not null)
            json.WriteString(name, id);
    }
}
