using System.Text.Json;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Worlds;

/// <summary>What every error of the gateway itself looks like in OpenAI's dialect.</summary>
public static class ErrorAssert
{
    private static readonly string[] Members = ["message", "type", "code", "param", "request_id"];

    /// <summary>Status, code, shape, and the ids that every response carries.</summary>
    public static void IsRefusal(Answer answer, int status, string code)
    {
        Assert.True(status == answer.Status, $"Wanted {status} {code}, got {answer}");
        Assert.True(answer.IsComplete, $"Cut: {answer}");
        Assert.StartsWith("application/json", answer.Headers["content-type"], StringComparison.Ordinal);
        Assert.Equal(["error"], answer.Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(Members.Order(), answer.Error.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(code, answer.ErrorCode);
        Assert.Equal(TypeOf(status), answer.Error.GetProperty("type").GetString());
        Assert.False(string.IsNullOrWhiteSpace(answer.Error.GetProperty("message").GetString()));
        Assert.Contains(answer.Error.GetProperty("param").ValueKind, (JsonValueKind[])[JsonValueKind.Null, JsonValueKind.String]);
        HasIds(answer.Headers);
        Assert.Equal(answer.Headers["x-request-id"], answer.Error.GetProperty("request_id").GetString());
    }

    /// <summary>What every response carries.</summary>
    public static void HasIds(HeaderList headers)
    {
        Assert.Matches("^[A-Za-z0-9._-]{1,128}$", headers["x-request-id"]);
        Assert.Matches("^[0-9a-f]{32}$", headers["x-trace-id"]);
    }

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        402 => "insufficient_quota",
        403 => "permission_error",
        429 => "rate_limit_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
