//! A codec for a protocol of lines, without SDK, allocator or standard library:
//!
//!     GET name\n    ->    +value\n    200
//!                         -reason\n   404
//!
//! The name is the variable {name} of the route's path. Replies come in the order of the requests: one exchange at a time is shown the
//! bytes as they come, or, with `frames: module`, many wait on one connection of which the module says where a line ends.
#![no_std]

use core::ptr::addr_of_mut;
use core::slice;

#[link(wasm_import_module = "env")]
extern "C" {
    fn proxy_get_buffer_bytes(buffer: u32, start: usize, most: usize, data: *mut usize, size: *mut usize) -> u32;
    fn proxy_set_buffer_bytes(buffer: u32, start: usize, size: usize, data: *const u8, length: usize) -> u32;
    fn proxy_get_property(path: *const u8, path_size: usize, data: *mut usize, size: *mut usize) -> u32;
    fn proxy_set_property(path: *const u8, path_size: usize, data: *const u8, size: usize) -> u32;
    fn proxy_replace_header_map_value(map: u32, key: *const u8, key_size: usize, value: *const u8, size: usize) -> u32;
    fn proxy_send_local_response(
        status: u32, details: *const u8, details_size: usize, body: *const u8, size: usize, headers: *const u8, headers_size: usize, grpc: i32,
    ) -> u32;
}

const REQUEST_BODY: u32 = 0;
const RESPONSE_BODY: u32 = 1;
const UPSTREAM_DATA: u32 = 3;
const RESPONSE_HEADERS: u32 = 2;
const ALL: usize = u32::MAX as usize >> 1;
const CONTINUE: u32 = 0;
const PAUSE: u32 = 1;
const MOST: usize = 64 << 10;

/// What the host gives stays here until the next callback.
static mut ARENA: [u8; 2 * MOST] = [0; 2 * MOST];
static mut USED: usize = 0;

#[no_mangle]
extern "C" fn proxy_abi_version_0_2_1() {}

#[no_mangle]
extern "C" fn proxy_on_memory_allocate(size: usize) -> usize {
    unsafe {
        if size > 2 * MOST - USED {
            return 0;
        }
        let at = addr_of_mut!(ARENA) as usize + USED;
        USED += size;
        at
    }
}

#[no_mangle]
extern "C" fn proxy_on_context_create(_id: u32, _parent: u32) {}

#[no_mangle]
extern "C" fn proxy_on_request_body(_id: u32, _size: usize, end: u32) -> u32 {
    unsafe { USED = 0 };
    if end == 0 {
        return PAUSE;
    }
    let name = property(b"codec.path.name");
    if name.is_empty() || name.len() > 200 || name.iter().any(|byte| *byte < b' ') {
        return refuse(400, b"a name of 1 to 200 bytes, please");
    }
    put(REQUEST_BODY, 0, ALL, b"GET ");
    put(REQUEST_BODY, ALL, 0, name);
    put(REQUEST_BODY, ALL, 0, b"\n");
    CONTINUE
}

#[no_mangle]
extern "C" fn proxy_on_response_body(_id: u32, size: usize, _end: u32) -> u32 {
    unsafe { USED = 0 };
    let seen = bytes(RESPONSE_BODY, size.min(MOST));
    let end = match seen.iter().position(|byte| *byte == b'\n') {
        Some(end) => end,
        None if size < MOST => return PAUSE,
        None => return refuse(502, b"a line without an end"),
    };
    let status: &[u8] = match seen[0] {
        b'+' => b"200",
        b'-' => b"404",
        _ => return refuse(502, b"a line that begins with neither + nor -"),
    };
    set(b"codec.consumed", decimal(end + 1, &mut [0; 10]));
    put(RESPONSE_BODY, end, ALL, b"");
    put(RESPONSE_BODY, 0, 1, b"");
    header(b":status", status);
    header(b"content-type", b"text/plain; charset=utf-8");
    CONTINUE
}

#[no_mangle]
extern "C" fn proxy_on_new_connection(_id: u32) -> u32 {
    set(b"codec.in_order", b"1");
    CONTINUE
}

#[no_mangle]
extern "C" fn proxy_on_upstream_data(_id: u32, size: usize, _end: u32) -> u32 {
    unsafe { USED = 0 };
    match bytes(UPSTREAM_DATA, size.min(MOST)).iter().position(|byte| *byte == b'\n') {
        Some(end) => set(b"codec.consumed", decimal(end + 1, &mut [0; 10])),
        None if size < MOST => return PAUSE,
        None => set(b"codec.malformed", b"a line without an end"),
    }
    CONTINUE
}

fn refuse(status: u32, why: &[u8]) -> u32 {
    unsafe { proxy_send_local_response(status, why.as_ptr(), 0, why.as_ptr(), why.len(), why.as_ptr(), 0, -1) };
    PAUSE
}

fn given(ask: impl FnOnce(*mut usize, *mut usize) -> u32) -> &'static [u8] {
    let (mut data, mut size) = (0, 0);
    if ask(&mut data, &mut size) != 0 || data == 0 {
        return &[];
    }
    unsafe { slice::from_raw_parts(data as *const u8, size) }
}

fn bytes(buffer: u32, most: usize) -> &'static [u8] {
    given(|data, size| unsafe { proxy_get_buffer_bytes(buffer, 0, most, data, size) })
}

fn property(path: &[u8]) -> &'static [u8] {
    given(|data, size| unsafe { proxy_get_property(path.as_ptr(), path.len(), data, size) })
}

fn set(path: &[u8], value: &[u8]) {
    unsafe { proxy_set_property(path.as_ptr(), path.len(), value.as_ptr(), value.len()) };
}

fn put(buffer: u32, start: usize, size: usize, data: &[u8]) {
    unsafe { proxy_set_buffer_bytes(buffer, start, size, data.as_ptr(), data.len()) };
}

fn header(name: &[u8], value: &[u8]) {
    unsafe { proxy_replace_header_map_value(RESPONSE_HEADERS, name.as_ptr(), name.len(), value.as_ptr(), value.len()) };
}

fn decimal(mut number: usize, digits: &mut [u8; 10]) -> &[u8] {
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return &digits[at..];
        }
    }
}

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
